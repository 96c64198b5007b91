(function_definition) @function
(class_definition) @class
(decorated_definition) @wrapper

(module (expression_statement (assignment left: (identifier)) @variable))
(class_definition body: (block (expression_statement (assignment left: (identifier)) @field)))
(module (type_alias_statement) @type)
