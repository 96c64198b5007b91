import { useRef } from 'react';
import { trans } from '../../core/trans';
import { AreaChip, Badge, Byline } from '../../ui/controls';
import { FullScreenButton } from '../../ui/fullscreen';
import { Coded, Empty } from '../../ui/states';
import type { BoardProps } from './actions';
import { ArgumentList } from './argumentlist';
import { CompareTable } from './comparetable';
import { Decide, Decided } from './decide';
import { DiffView } from './diffview';
import { NewOption } from './newoption';
import { OptionCard } from './optioncard';
import { Part } from './parts';
import { PhaseBar } from './phasebar';
import { Scores } from './scores';

export function Board(props: BoardProps): JSX.Element {
  const { comparison, contribute, actions } = props;
  const { options } = comparison;
  const decided = comparison.decisions.at(-1) ?? null;
  const root = useRef<HTMLElement>(null);
  return (
    <section
      role="group"
      ref={root}
      className="cg-comparison-board"
      aria-label={trans.__('Comparison: %1', comparison.goal)}
    >
      <div className="cg-comparison-board-head">
        <p className="cg-foot cg-mod-top">
          <Byline username={comparison.by} at={comparison.at} />
          <span className="cg-row">
            {comparison.area !== null && <AreaChip name={comparison.area} />}
            {decided !== null && <Badge look="plain">{trans.__('decided')}</Badge>}
            <FullScreenButton of={root} what={trans.__('the comparison')} />
          </span>
        </p>
        <h3 data-testid="cg-goal">{comparison.goal}</h3>
        <PhaseBar
          comparison={comparison}
          contribute={contribute}
          onTurn={(phase, minutes) =>
            actions.say({
              command: 'compare_phase',
              phase,
              ...(minutes === null ? {} : { minutes })
            })
          }
        />
      </div>
      {props.offline && (
        <p className="cg-hint cg-mod-warn" role="status">
          {trans.__(
            'Not connected. What others do appears here once the connection is back.'
          )}
        </p>
      )}
      {props.reason !== null && (
        <p className="cg-hint">
          <Coded text={props.reason} />
        </p>
      )}
      {decided !== null && (
        <Decided
          comparison={comparison}
          decision={decided}
          entry={props.entryOf(decided.entry)}
        />
      )}
      {options.length === 0 ? (
        <Empty title={trans.__('No options yet')}>
          {trans.__('Write the first one below.')}
        </Empty>
      ) : (
        <ol className="cg-options" aria-label={trans.__('Options')}>
          {options.map(option => (
            <li key={option.id}>
              <OptionCard {...props} option={option} />
            </li>
          ))}
        </ol>
      )}
      {contribute && <NewOption options={options} onWrite={actions.act} />}
      <Part title={trans.__('Measured and judged')} testId="table">
        <CompareTable
          comparison={comparison}
          contribute={contribute}
          actions={actions}
        />
      </Part>
      <Measuring
        title={trans.__('The check that runs')}
        testId="check"
        source={comparison.check}
      />
      <Measuring
        title={trans.__('The benchmark that runs')}
        testId="benchmark"
        source={comparison.benchmark ?? ''}
      />
      {options.length > 1 && (
        <Part title={trans.__('What differs')} testId="diff" open={false}>
          <DiffView options={options} load={actions.diff} />
        </Part>
      )}
      <Part title={trans.__('Scores')} count={comparison.scores.length} testId="scores">
        <Scores
          comparison={comparison}
          user={props.user}
          contribute={contribute}
          onSay={actions.say}
        />
      </Part>
      <Part
        title={trans.__('Arguments')}
        count={comparison.arguments.length}
        testId="arguments"
      >
        <ArgumentList
          comparison={comparison}
          contribute={contribute}
          onSay={actions.say}
        />
      </Part>
      {contribute && options.length > 0 && (
        <Decide
          comparison={comparison}
          onDecide={actions.act}
          onPreview={act => actions.record(act)}
        />
      )}
    </section>
  );
}

/** Code that measures every option, so that all see what is measured; nothing where there is none. */
function Measuring(props: {
  title: string;
  testId: string;
  source: string;
}): JSX.Element | null {
  if (props.source.trim() === '') {
    return null;
  }
  return (
    <Part title={props.title} testId={props.testId} open={false}>
      <p className="cg-hint">
        {trans.__(
          'As it was when the comparison began. A function of the notebook comes from the kernel, which its readers share.'
        )}
      </p>
      <pre tabIndex={0}>
        <code>{props.source}</code>
      </pre>
    </Part>
  );
}
