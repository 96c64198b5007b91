(create_table) @table
(column_definition) @field
[(create_view) (create_materialized_view)] @view
[(create_function) (create_procedure)] @function
(create_trigger) @trigger
(create_index) @index
(create_type) @type
(create_sequence) @sequence
(create_schema) @schema
