(class_declaration) @class
(interface_declaration) @interface
(annotation_type_declaration) @interface
(enum_declaration) @enum
(record_declaration) @class
(method_declaration) @method
[(constructor_declaration) (compact_constructor_declaration)] @method
(annotation_type_element_declaration) @method
(field_declaration) @field
(constant_declaration) @field
(enum_constant) @field
