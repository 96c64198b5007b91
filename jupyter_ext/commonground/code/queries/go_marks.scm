(comment) @comment
[(interpreted_string_literal) (raw_string_literal) (rune_literal)] @text

(statement_list (_) @statement)
(source_file (_) @statement)
