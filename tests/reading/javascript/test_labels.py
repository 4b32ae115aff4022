"""What a text looks like: the run time of a bundler is made in it, not only asked for."""

import pytest

from tidewaiter.reading.javascript.labels import labels

BUNDLES = [
    "function __webpack_require__(moduleId) { return 1; }",
    "var __webpack_modules__ = ({});",
    "/***/ ((module, exports, __webpack_require__) => {",
    "(() => { // webpackBootstrap",
    '(self["webpackChunkacme"] = self["webpackChunkacme"] || []).push([[1]]);',
    "(self.webpackChunk=self.webpackChunk||[]).push([[1]]);",
    "var __commonJS = (cb, mod) => function () {};",
    "var __commonJSMin=(e,t)=>()=>t;",
    "var commonjsGlobal = typeof globalThis !== 'undefined' ? globalThis : {};",
    "function getDefaultExportFromCjs (x) { return x; }",
    'i(jt,"getDefaultExportFromCjs");',
    "parcelRequire=function(e,r,t,n){};",
    "({1:[function(require,module,exports){",
]
WRITTEN_BY_HAND = [
    "const load = typeof __webpack_require__ === 'function' ? __non_webpack_require__ : require;",
    "if (window.webpackChunk === undefined) start();",
    "// like webpackBootstrap does",
    "if (parcelRequire == null) start();",
    "const name = '__commonJS';",
]


@pytest.mark.parametrize("text", BUNDLES)
def test_a_bundle(text: str) -> None:
    assert labels(text) == ("bundled",)


@pytest.mark.parametrize("text", WRITTEN_BY_HAND)
def test_code_that_only_speaks_of_bundlers(text: str) -> None:
    assert labels(text) == ()
