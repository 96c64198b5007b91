(import_statement) @import
(export_statement source: (string)) @import
(variable_declarator
  value: (call_expression function: (identifier) arguments: (arguments . (string)))) @import
(call_expression function: [(identifier) (member_expression)] @use)
(new_expression constructor: [(identifier) (member_expression)] @use)
