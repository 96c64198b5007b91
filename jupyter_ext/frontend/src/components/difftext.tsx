/** What the AI is shown now, and what it would be shown: line by line. */

import { lineDiff } from '../diff';

const SIGNS = { same: ' ', gone: '−', new: '+' } as const;
const TAGS = { same: 'span', gone: 'del', new: 'ins' } as const;

export function DiffText(props: {
  label: string;
  before: string;
  after: string;
}): JSX.Element {
  return (
    <figure className="cg-diff-box">
      <figcaption className="cg-muted">{props.label}</figcaption>
      <pre
        className="cg-diff"
        data-testid="cg-diff"
        tabIndex={0}
        aria-label={props.label}
      >
        {lineDiff(props.before, props.after).map(({ change, text }, at) => {
          const Line = TAGS[change];
          return (
            <Line key={at} className={`cg-line cg-mod-${change}`}>
              <span aria-hidden="true">{SIGNS[change]} </span>
              {text}
              {'\n'}
            </Line>
          );
        })}
      </pre>
    </figure>
  );
}
