import type { Member } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { escapeKey } from '../../ui/forms';
import { Avatar, Button, HeldButton, Toolbar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { Empty, ProblemNote } from '../../ui/states';
import { hidden, scoreBy, SCORES, spread } from './comparison';
import { OptionLabel, useDoing } from './parts';
import type { Comparison, ComparisonCommand, Criterion, Option, Score } from './wire';
import { shown } from './words';

type Say = (command: ComparisonCommand) => Promise<void>;

export function Scores(props: {
  comparison: Comparison;
  user: Member | null;
  contribute: boolean;
  onSay: Say;
}): JSX.Element {
  const { comparison } = props;
  const { criteria, options } = comparison;
  if (criteria.length === 0 || options.length === 0) {
    return (
      <Empty title={trans.__('Nothing to score')}>
        {criteria.length === 0
          ? trans.__('This comparison names no criteria.')
          : trans.__('Scores are given to options.')}
      </Empty>
    );
  }
  return (
    <>
      <Secrecy {...props} />
      <div className="cg-score-grid">
        {options.map(option => (
          <section
            role="group"
            key={option.id}
            aria-label={trans.__('Scores of option %1', option.label)}
          >
            <h5>
              <OptionLabel label={option.label} /> {option.name}
              <Total comparison={comparison} option={option} />
            </h5>
            {criteria.map(criterion => (
              <OneScore
                key={criterion.name}
                {...props}
                option={option}
                criterion={criterion}
              />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

/** Who scored in secret, and the button that shows it, for whoever facilitates. */
function Secrecy(props: { comparison: Comparison; onSay: Say }): JSX.Element | null {
  const doing = useDoing();
  const { person } = useEnv();
  const { comparison } = props;
  if (!comparison.secret) {
    return null;
  }
  if (comparison.revealed) {
    return (
      <p className="cg-hint" data-testid="cg-revealed">
        {comparison.scores.some(({ late }) => late)
          ? trans.__(
              'These scores were secret until they were revealed, but for those marked: they were given later.'
            )
          : trans.__('These scores were secret until they were revealed.')}
      </p>
    );
  }
  return (
    <div className="cg-secret" data-testid="cg-secret">
      <span>
        {trans.__('Only you see your scores until they are revealed, all at once.')}{' '}
        <strong data-testid="cg-scored">
          {trans.__(
            '%1 of %2 have scored.',
            comparison.scored.length,
            comparison.invited
          )}
        </strong>
      </span>
      {!comparison.may_reveal && (
        <span className="cg-muted">
          {trans.__(
            '%1 or the context owner reveals them.',
            person(comparison.by).display_name
          )}
        </span>
      )}
      {comparison.may_reveal && (
        <Button
          label={trans.__('Reveal all scores')}
          look="accept"
          testId="cg-reveal"
          disabled={doing.busy}
          onClick={() =>
            void doing.run(() => props.onSay({ command: 'compare_reveal' }))
          }
        />
      )}
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </div>
  );
}

function Total(props: { comparison: Comparison; option: Option }): JSX.Element | null {
  const total = props.comparison.totals.get(props.option.id);
  return total === undefined ? null : (
    <span
      className="cg-total"
      data-testid="cg-total"
      title={trans.__('Weighted mean of all scores')}
    >
      {shown(total)}
    </span>
  );
}

function OneScore(props: {
  comparison: Comparison;
  user: Member | null;
  contribute: boolean;
  option: Option;
  criterion: Criterion;
  onSay: Say;
}): JSX.Element {
  const { comparison, option, criterion } = props;
  const own = scoreBy(
    comparison,
    props.user?.username ?? '',
    option.id,
    criterion.name
  );
  return (
    <div className="cg-score" data-testid="cg-score" data-criterion={criterion.name}>
      <div className="cg-score-head">
        <span>{criterion.name}</span>
        {criterion.weight !== 1 && (
          <span className="cg-muted" title={trans.__('How much it counts')}>
            ×{criterion.weight}
          </span>
        )}
        {criterion.better === 'lower' && (
          <span className="cg-muted">{trans.__('less is better')}</span>
        )}
      </div>
      {props.contribute && <OwnScore {...props} own={own} />}
      {!hidden(comparison) && <Given {...props} />}
      {comparison.judged
        .filter(
          judged => judged.option === option.id && judged.criterion === criterion.name
        )
        .map((judged, at) => (
          <p key={at} className="cg-judged cg-muted" data-testid="cg-judged">
            {judged.model}: {judged.score}
            {judged.why !== '' && ` – ${judged.why}`}
          </p>
        ))}
    </div>
  );
}

/** The reason of one's own score while it is not being written. */
const CLOSED = { open: false, why: '' };

function OwnScore(props: {
  option: Option;
  criterion: Criterion;
  own: Score | null;
  onSay: Say;
}): JSX.Element {
  const { option, criterion, own } = props;
  const kept = useDraft(`why ${option.id} ${criterion.name}`, CLOSED);
  const { open, why } = kept.value;
  const doing = useDoing();
  const give = (score: number, reason: string): Promise<boolean> =>
    doing.run(() =>
      props.onSay({
        command: 'compare_score',
        option: option.id,
        criterion: criterion.name,
        score,
        ...(reason.trim() === '' ? {} : { why: reason.trim() })
      })
    );
  return (
    <>
      <Toolbar
        className="cg-points"
        label={
          criterion.better === 'lower'
            ? trans.__(
                'Your score of %1 for %2, 1 is best',
                option.label,
                criterion.name
              )
            : trans.__(
                'Your score of %1 for %2, 5 is best',
                option.label,
                criterion.name
              )
        }
      >
        {SCORES.map(score => (
          <HeldButton
            data-testid="cg-score"
            key={score}
            aria-pressed={own?.score === score}
            aria-label={trans.__('%1 of 5', score)}
            disabled={doing.busy}
            onClick={() => void give(score, own?.why ?? '')}
          >
            {score}
          </HeldButton>
        ))}
        {own !== null && (
          <button
            data-testid="cg-score-why"
            type="button"
            className="cg-more"
            aria-expanded={open}
            onClick={() => kept.set(open ? CLOSED : { open: true, why: own.why })}
          >
            {own.why === '' ? trans.__('Why?') : trans.__('Edit reason')}
          </button>
        )}
      </Toolbar>
      {own !== null && open && (
        <form
          className="cg-row"
          onKeyDown={escapeKey(kept.forget)}
          onSubmit={event => {
            event.preventDefault();
            void give(own.score, why).then(sent => sent && kept.forget());
          }}
        >
          <input
            autoFocus={!kept.restored}
            className="cg-spring"
            aria-label={trans.__(
              'Reason for your score of %1 for %2',
              option.label,
              criterion.name
            )}
            maxLength={2000}
            value={why}
            onChange={event => kept.set({ open, why: event.currentTarget.value })}
          />
          <Button submit label={trans.__('Keep')} disabled={doing.busy} />
        </form>
      )}
      {own !== null && own.why !== '' && own.sealed && (
        <p className="cg-muted">{trans.__('You: %1', own.why)}</p>
      )}
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </>
  );
}

function Given(props: {
  comparison: Comparison;
  option: Option;
  criterion: Criterion;
}): JSX.Element {
  const { person } = useEnv();
  const given = spread(props.comparison, props.option.id, props.criterion.name);
  if (given === null) {
    return <p className="cg-muted">{trans.__('No scores yet')}</p>;
  }
  return (
    <ul
      className="cg-given"
      aria-label={trans.__('Scores of everybody')}
      data-testid="cg-given"
    >
      {given.scores.map(score => (
        <li key={score.by}>
          <Avatar person={person(score.by)} />
          <strong>{score.score}</strong>
          {score.late && (
            <span className="cg-muted" data-testid="cg-late">
              {trans.__('after the reveal')}
            </span>
          )}
          {score.why !== '' && <span className="cg-muted">{score.why}</span>}
        </li>
      ))}
      <li className="cg-mean" title={trans.__('Mean')}>
        <span className="cg-muted">{trans.__('mean')}</span> {shown(given.mean)}
      </li>
    </ul>
  );
}
