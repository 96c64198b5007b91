(comment) @comment
(module . (comment)* . (expression_statement (string)) @comment)
(block . (comment)* . (expression_statement (string)) @comment)
(string) @text

(module (_) @statement)
(block) @block
(block (_) @statement)
