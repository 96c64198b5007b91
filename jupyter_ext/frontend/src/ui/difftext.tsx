/** What the AI is shown now, and what it would be shown: line by line. */

import { lineDiff } from './diff';

const SIGNS = { same: ' ', gone: '−', new: '+', place: ' ' } as const;
const TAGS = { same: 'span', gone: 'del', new: 'ins', place: 'span' } as const;

/** Lines with what became of each: its sign, and an element that says so to everybody. */
export function DiffLines(props: {
  lines: readonly { change: keyof typeof TAGS; text: string }[];
}): JSX.Element {
  return (
    <>
      {props.lines.map(({ change, text }, at) => {
        const Line = TAGS[change];
        return (
          <Line key={at} className={`cg-line cg-mod-${change}`}>
            <span aria-hidden="true">{SIGNS[change]} </span>
            {text}
            {'\n'}
          </Line>
        );
      })}
    </>
  );
}

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
        role="group"
        aria-label={props.label}
      >
        <DiffLines lines={lineDiff(props.before, props.after)} />
      </pre>
    </figure>
  );
}
