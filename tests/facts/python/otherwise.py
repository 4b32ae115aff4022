# --- the server that a client asks unless another is given
from openai import OpenAI
def plain():
    OpenAI().responses.create(model="x")  # want ai.invoke @call -> "https://api.openai.com/v1"
def nothing():
    OpenAI(base_url=None).chat.completions.create(model="x")  # want ai.invoke @call -> "https://api.openai.com/v1"
def written():
    OpenAI(base_url="https://example.org/v1").responses.create(model="x")  # want ai.invoke @call -> "https://example.org/v1"
# --- a server that may be given
from openai import OpenAI
def either(url=None):
    OpenAI(base_url=url).responses.create(model="x")  # want ai.invoke @call -> "https://api.openai.com/v1", want ai.invoke @call -> "{…}"
def settings(**more):
    OpenAI(**more).responses.create(model="x")  # want ai.invoke @call -> "https://api.openai.com/v1", want ai.invoke @call -> "{…}"
# --- a server that only the caller knows
from openai import OpenAI
def given(url):
    OpenAI(base_url=url).responses.create(model="x")  # want ai.invoke @call
# --- a port that a call hands on is not the default of whom it calls
import socketserver
class Server:
    def start(self, port=102):
        self.port = port
        socketserver.TCPServer(("localhost", self.port), object)  # want net.listen @call -> "localhost:102", want net.listen @call -> "localhost:1102", want net.listen @call -> "localhost:{…}"
def serve(port=1102):
    Server().start(port)
