/** What a model thought before it answered, folded: nobody has to read it. */

import { trans } from '../../core/trans';

export function Thinking(props: {
  text: string;
  /** Whether it thinks still, and has not begun to answer. */
  live: boolean;
}): JSX.Element | null {
  return props.text.trim() === '' ? null : (
    <details
      className="cg-thinking"
      data-testid="cg-thinking"
      data-lm-suppress-shortcuts="true"
    >
      <summary data-testid="cg-thinking-summary">
        {props.live ? trans.__('The AI is thinking…') : trans.__('What the AI thought')}
      </summary>
      <pre tabIndex={0} data-testid="cg-thinking-text">
        {props.text}
      </pre>
    </details>
  );
}
