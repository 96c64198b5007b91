/** What goes and what comes: lines of code with signs, and words of a text in their place. */

import { trans } from '../core/trans';
import type { Piece } from './diff';
import { shortened, wordDiff } from './diff';

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

/** A title and a text with the words that would go and come marked. */
export function WordDiff(props: {
  label: string;
  before: { readonly title: string; readonly text: string };
  after: { readonly title: string; readonly text: string };
}): JSX.Element {
  const { label, before, after } = props;
  const text = shortened(wordDiff(before.text, after.text));
  return (
    <figure className="cg-diff-box">
      <figcaption className="cg-muted">{label}</figcaption>
      <div
        className="cg-words"
        role="group"
        data-testid="cg-diff"
        tabIndex={0}
        aria-label={label}
      >
        <p className="cg-words-title">
          <Words pieces={wordDiff(before.title, after.title)} />
        </p>
        {text.some(piece => piece.text !== '') && (
          <p>
            <Words pieces={text} />
          </p>
        )}
      </div>
    </figure>
  );
}

function Words(props: { pieces: readonly Piece[] }): JSX.Element {
  return (
    <>
      {props.pieces.map(({ change, text }, at) => {
        const Word = TAGS[change];
        return (
          <Word key={at} className={`cg-word cg-mod-${change}`}>
            {change !== 'same' && (
              <span className="cg-visually-hidden">
                {change === 'gone' ? trans.__('removed:') : trans.__('added:')}{' '}
              </span>
            )}
            {text}
          </Word>
        );
      })}
    </>
  );
}
