[(function_declaration) (generator_function_declaration) (function_signature)] @function
[(class_declaration) (abstract_class_declaration)] @class
[(method_definition) (method_signature) (abstract_method_signature)] @method
[(public_field_definition) (property_signature)] @field
(interface_declaration) @interface
(type_alias_declaration) @type
(enum_declaration) @enum
[(internal_module) (module)] @namespace
[(export_statement) (ambient_declaration)] @wrapper

(variable_declarator value: [(arrow_function) (function_expression) (generator_function)]) @function
(variable_declarator value: (class)) @class
(assignment_expression
  left: (member_expression) right: [(arrow_function) (function_expression) (generator_function)]) @function
(assignment_expression left: (member_expression) right: (class)) @class
(pair value: [(arrow_function) (function_expression) (generator_function)]) @function
(program (lexical_declaration (variable_declarator name: (identifier)) @variable))
(program (variable_declaration (variable_declarator name: (identifier)) @variable))
(program (export_statement (lexical_declaration (variable_declarator name: (identifier)) @variable)))
(ambient_declaration (lexical_declaration (variable_declarator name: (identifier)) @variable))
