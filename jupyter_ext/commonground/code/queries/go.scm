(function_declaration) @function
(method_declaration) @method
(method_elem) @method
(type_spec type: (struct_type)) @struct
(type_spec type: (interface_type)) @interface
[(type_spec) (type_alias)] @type
(source_file (const_declaration (const_spec) @constant))
(source_file (var_declaration (var_spec) @variable))
(source_file (var_declaration (var_spec_list (var_spec) @variable)))
(source_file [(const_declaration) (type_declaration) (var_declaration)] @wrapper)
