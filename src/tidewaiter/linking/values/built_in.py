"""What every engine of scripts has since ECMAScript 2015: a stand-in for it is never taken."""

from tidewaiter.linking.values.possible import Values
from tidewaiter.linking.values.value import External

_OBJECTS = (
    *("Array", "ArrayBuffer", "Boolean", "Date", "Error", "Function", "JSON", "Map", "Math"),
    *("Number", "Object", "Promise", "Proxy", "Reflect", "RegExp", "Set", "String", "Symbol"),
    *("TypeError", "Uint8Array", "WeakMap", "WeakSet"),
)
_OWN = {
    "Array": "from isArray of",
    "Date": "now",
    "Function.prototype": "apply bind call toString",
    "JSON": "parse stringify",
    "Math": "abs ceil floor imul log2 max min pow round sign trunc",
    "Number": "isFinite isInteger isNaN isSafeInteger parseFloat parseInt",
    "Object": "assign create defineProperties defineProperty entries freeze"
    " getOwnPropertyDescriptor getOwnPropertyNames getOwnPropertySymbols getPrototypeOf is"
    " isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values",
    "Object.prototype": "hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf",
    "Promise": "all race reject resolve",
    "Promise.prototype": "catch then",
    "Reflect": "apply construct defineProperty deleteProperty get getOwnPropertyDescriptor"
    " getPrototypeOf has isExtensible ownKeys preventExtensions set setPrototypeOf",
    "String": "fromCharCode fromCodePoint raw",
    "String.prototype": "charAt charCodeAt codePointAt concat endsWith includes indexOf"
    " lastIndexOf match normalize repeat replace search slice split startsWith substr substring"
    " toLowerCase toString toUpperCase trim valueOf",
    "Array.prototype": "concat copyWithin entries every fill filter find findIndex forEach includes"
    " indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort"
    " splice toString unshift",
    "Symbol": "for hasInstance iterator toPrimitive toStringTag",
}
_NAMES = frozenset(
    f"globalThis.{name}"
    for name in (*_OBJECTS, *(f"{of}.{own}" for of, names in _OWN.items() for own in names.split()))
)


def is_there(values: Values) -> bool:
    """Whether something is surely a built-in that every engine has."""
    only = values.all[0] if values.certain else None
    return isinstance(only, External) and only.name in _NAMES
