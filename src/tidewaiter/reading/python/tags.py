"""Numbers of the wire format of ``ast_serialize`` 0.13.1 (cache version 5), mypy's native AST."""

# literals and containers
FALSE, TRUE, NONE, INT, STR = 0, 1, 2, 3, 4
LOCATION, END = 152, 255
# statements and expressions
(
    EXPR_STMT,
    CALL,
    NAME,
    STR_EXPR,
    IMPORT,
    MEMBER,
    OPERATION,
    INT_EXPR,
    IF,
    ASSIGNMENT,
    TUPLE,
    BLOCK,
    INDEX,
    LIST,
    SET,
    RETURN,
    WHILE,
    COMPARISON,
    BOOL_OP,
    FUNCTION,
    PASS,
    FLOAT,
    UNARY,
    DICT,
    COMPLEX,
    SLICE,
    NOTHING,
    RAISE,
    BREAK,
    CONTINUE,
    GENERATOR,
    YIELD,
    YIELD_FROM,
    LIST_COMPREHENSION,
    SET_COMPREHENSION,
    DICT_COMPREHENSION,
    IMPORT_FROM,
    ASSERT,
    FOR,
    WITH,
    AUGMENTED,
    TRY,
    ELLIPSIS,
    CONDITIONAL,
    DELETE,
    FSTRING,
    INTERPOLATION,
    LAMBDA,
    WALRUS,
    STAR,
    BYTES,
    GLOBAL,
    NONLOCAL,
    AWAIT,
    BIG_INT,
    IMPORT_ALL,
    MATCH,
    AS_PATTERN,
    OR_PATTERN,
    VALUE_PATTERN,
    SINGLETON_PATTERN,
    SEQUENCE_PATTERN,
    STARRED_PATTERN,
    MAPPING_PATTERN,
    CLASS_PATTERN,
    TYPE_ALIAS,
) = range(160, 226)
TSTRING = 229
DECORATED, CLASS = 53, 60
# annotations
UNBOUND_TYPE, UNPACK_TYPE = 104, 105
TUPLE_TYPE, TYPED_DICT_TYPE, UNION_TYPE = 112, 113, 115
LIST_TYPE, ELLIPSIS_TYPE, RAW_TYPE, CALL_TYPE = 118, 119, 120, 121

BINARY = ("+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//")
PLUS = BINARY.index("+")
BOOLEAN = ("and", "or")
COMPARE = ("==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in")
UNARY_SIGNS = ("~", "not", "+", "-")
