[(import_statement) (import_from_statement)] @import
(call function: [(identifier) (attribute)] @use)
(decorator [(identifier) (attribute)] @use)
(class_definition superclasses: (argument_list [(identifier) (attribute)] @use))
