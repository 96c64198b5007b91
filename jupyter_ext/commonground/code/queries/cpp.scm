(function_definition) @function
(declaration declarator: (function_declarator)) @function
(declaration declarator: (pointer_declarator declarator: (function_declarator))) @function
(declaration declarator: (reference_declarator (function_declarator))) @function
(field_declaration declarator: (function_declarator)) @method
(field_declaration declarator: (pointer_declarator declarator: (function_declarator))) @method
(field_declaration declarator: (reference_declarator (function_declarator))) @method
(class_specifier name: (_) body: (_)) @class
(struct_specifier name: (_) body: (_)) @struct
(union_specifier name: (_) body: (_)) @struct
(enum_specifier name: (_) body: (_)) @enum
(namespace_definition name: (_)) @namespace
(type_definition) @type
(alias_declaration) @type
(concept_definition) @type
(preproc_def) @macro
(preproc_function_def) @macro
(translation_unit (declaration declarator: (init_declarator)) @variable)
(template_declaration) @wrapper
