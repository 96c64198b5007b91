[(comment) (marginalia)] @comment
(literal) @text
