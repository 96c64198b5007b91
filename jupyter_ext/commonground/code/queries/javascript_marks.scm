[(comment) (html_comment)] @comment
[(string) (template_string) (regex)] @text

(program (_) @statement)
(statement_block (_) @statement)
