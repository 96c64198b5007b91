import { trans } from '../../core/trans';
import { Badge, Byline } from '../../ui/controls';
import type { Option, RunResult } from './wire';
import { bytesShown, endingOf, secondsShown } from './words';

export function RunView(props: {
  option: Option;
  hasCheck: boolean;
}): JSX.Element | null {
  const { option } = props;
  const { run } = option;
  if (option.running) {
    return (
      <p className="cg-run" role="status" data-testid="cg-running">
        <span className="cg-pulse" aria-hidden="true" />{' '}
        {trans.__('Running the check…')}
      </p>
    );
  }
  if (run === null) {
    return props.hasCheck ? (
      <p className="cg-muted cg-run">
        {trans.__('Not run yet, so nothing is measured.')}
      </p>
    ) : null;
  }
  const { result } = run;
  return (
    <section
      role="group"
      className={`cg-run ${result.ok ? 'cg-mod-good' : 'cg-mod-bad'}`}
      aria-label={trans.__('Run of option %1', option.label)}
      data-testid="cg-run"
      data-ended={result.ended}
    >
      <p className="cg-foot cg-mod-top">
        <strong>
          <span aria-hidden="true">{result.ok ? '✓' : '✗'} </span>
          {endingOf(result)}
        </strong>
        {run.stale && (
          <Badge
            look="proposed"
            title={trans.__('The option has changed since it was run')}
          >
            {trans.__('of an earlier version')}
          </Badge>
        )}
      </p>
      {result.note !== '' && result.ended !== 'failed' && <p>{result.note}</p>}
      <Checks result={result} />
      <ul className="cg-measures" aria-label={trans.__('Measured')}>
        <Measure name={trans.__('checks')} value={secondsShown(result.seconds)} />
        {result.benchmarkSeconds !== null && (
          <Measure
            name={trans.__('benchmark')}
            value={secondsShown(result.benchmarkSeconds)}
          />
        )}
        <Measure name={trans.__('peak memory')} value={bytesShown(result.peakMemory)} />
      </ul>
      {result.output !== '' && (
        <details>
          <summary>{trans.__('Output')}</summary>
          <pre className="cg-output-text" tabIndex={0}>
            {result.output}
          </pre>
        </details>
      )}
      <Limits result={result} />
      <Byline username={run.by} at={run.at} />
    </section>
  );
}

function Measure(props: { name: string; value: string }): JSX.Element {
  return (
    <li>
      <span className="cg-muted">{props.name}</span> {props.value}
    </li>
  );
}

function Checks(props: { result: RunResult }): JSX.Element {
  return (
    <ul className="cg-checks">
      {props.result.checks.map((check, at) => (
        <li key={at} className={check.ok ? 'cg-mod-good' : 'cg-mod-bad'}>
          <span aria-hidden="true">{check.ok ? '✓' : '✗'} </span>
          <span className="cg-visually-hidden">
            {check.ok ? trans.__('passed: ') : trans.__('failed: ')}
          </span>
          <code>{check.name}</code>
          {check.message !== '' && <span className="cg-why"> {check.message}</span>}
        </li>
      ))}
    </ul>
  );
}

function Limits(props: { result: RunResult }): JSX.Element | null {
  const { limits } = props.result;
  if (limits.length === 0) {
    return null;
  }
  const missing = limits.filter(limit => !limit.held);
  return (
    <details data-testid="cg-limits">
      <summary>
        {missing.length === 0
          ? trans.__('All %1 limits held', limits.length)
          : trans.__('Not held here: %1', missing.map(limit => limit.name).join(', '))}
      </summary>
      <table className="cg-plain-table">
        <tbody>
          {limits.map(limit => (
            <tr key={limit.name}>
              <th scope="row">{limit.name}</th>
              <td>
                {limit.held ? (
                  trans.__('held')
                ) : (
                  <strong>{trans.__('not held')}</strong>
                )}
              </td>
              <td>{limit.how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
