(function_definition) @function
(declaration declarator: (function_declarator)) @function
(declaration declarator: (pointer_declarator declarator: (function_declarator))) @function
(struct_specifier name: (_) body: (_)) @struct
(union_specifier name: (_) body: (_)) @struct
(enum_specifier name: (_) body: (_)) @enum
(type_definition) @type
(preproc_def) @macro
(preproc_function_def) @macro
(translation_unit (declaration declarator: (init_declarator)) @variable)
