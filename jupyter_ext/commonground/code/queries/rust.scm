[(function_item) (function_signature_item)] @function
(struct_item) @struct
(union_item) @struct
(enum_item) @enum
(trait_item) @interface
(impl_item) @scope
(mod_item body: (_)) @namespace
(const_item) @constant
(static_item) @variable
[(type_item) (associated_type)] @type
(macro_definition) @macro
