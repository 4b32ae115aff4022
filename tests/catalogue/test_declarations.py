"""The names of `.d.ts` files: what is there when a program runs, as code spells it."""

from textwrap import dedent

import pytest
from benchmarks.coverage.__main__ import main
from benchmarks.coverage.declarations import Declarations
from benchmarks.coverage.names import Name
from benchmarks.coverage.spellings import Spellings


def declared(text: str, called: dict[str, str] | None = None) -> list[Name]:
    declarations = Declarations()
    declarations.read(dedent(text).encode())
    return list(Spellings(declarations, called or {}).names())


def names(text: str, called: dict[str, str] | None = None) -> set[str]:
    return {name.name for name in declared(text, called) if not name.spells}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'declare module "node:acme" { function send(): void; export const LIMIT: number; }',
            {"acme.send", "acme.LIMIT"},
        ),
        (
            """
            declare module "acme" {
              class Client { private key: string; _own: string; #host: string; send(): void; }
              interface Client { host: string }
            }
            """,
            {"acme.Client", "acme.Client.send", "acme.Client.host"},
        ),
        (
            """
            declare module "acme" {
              interface Options { host: string; onError?(): void }
              type Host = string;
              namespace Types { interface Row { name: string } }
              function send(options: Options): void;
            }
            """,
            {"acme.send"},
        ),
        (
            """
            interface Door { open(): void }
            interface House { readonly door: Door | null }
            declare var house: House;
            """,
            {"globalThis.house", "globalThis.house.door", "globalThis.house.door.open"},
        ),
        (
            """
            interface Named { readonly name: string }
            interface House extends Named { enter(): void }
            declare var House: { prototype: House; new (): House; build(): House };
            """,
            {
                *("globalThis.House", "globalThis.House.build", "globalThis.House.enter"),
                "globalThis.House.name",
            },
        ),
        (
            """
            declare module "acme" {
              class Base { on(): void }
              class Client extends Base { on(): void; send(): void }
            }
            """,
            {"acme.Base", "acme.Base.on", "acme.Client", "acme.Client.send"},
        ),
        (
            """
            declare module "acme" {
              interface Acme { send(): void }
              const acme: Acme;
              export = acme;
            }
            """,
            {"acme.send"},
        ),
        (
            """
            declare module "acme" {
              import { Reader } from "tools";
              const input: Reader;
              const output: import("tools").Writer<string>;
              global { var acme: Reader; }
            }
            declare module "tools" {
              interface Reader { read(): void }
              interface Writer { write(): void }
            }
            """,
            {
                *("acme.input", "acme.input.read", "acme.output", "acme.output.write"),
                "globalThis.acme",
            },
        ),
    ],
    ids=[
        *("module", "class and interface", "options and types are no names", "path of a value"),
        *("part of one class", "inherited", "module itself", "imported types"),
    ],
)
def test_names_are_those_that_code_uses(text: str, expected: set[str]) -> None:
    assert names(text) == expected


def test_what_a_class_inherits_spells_what_its_base_has() -> None:
    text = """
        declare module "acme" {
          class Base { on(): void; close(): void }
          class Client extends Base { on(): void }
        }
    """
    spelled = {name.name: name.spells for name in declared(text) if name.spells}
    assert spelled == {"acme.Client.on": "acme.Base.on", "acme.Client.close": "acme.Base.close"}


def test_a_namespace_is_called_as_code_calls_it() -> None:
    text = """
        declare namespace Acme {
          class Client { send(): void }
          namespace Main { const own: Client }
          namespace All { const client: Client }
        }
    """
    called = {
        "globalThis.Acme": "acme",
        "globalThis.Acme.All": "acme",
        "globalThis.Acme.Main": "",
    }
    assert names(text, called) == {"acme.Client", "acme.Client.send", "acme.client"}


@pytest.mark.network
@pytest.mark.parametrize("platform", ["web", "node", "bun", "deno", "electron"])
def test_every_name_of_a_platform_is_judged(platform: str) -> None:
    assert main([platform]) == 0
