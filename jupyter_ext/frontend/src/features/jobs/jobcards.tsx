/** What takes longer than a moment, above the tabs: how far it is, how long still, and how to cancel it. */

import { useId, useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import type { JobsModel, ShownJob } from './model';

const NAMES: Readonly<Record<ShownJob['kind'], string>> = {
  get check() {
    return trans.__('Check of a finding');
  },
  get import() {
    return trans.__('Import of tasks');
  },
  get run() {
    return trans.__('Run of the options');
  },
  get index() {
    return trans.__('First look for contradictions');
  },
  get page() {
    return trans.__('Making of a page');
  },
  get compact() {
    return trans.__('Compaction');
  },
  get export() {
    return trans.__('Export of the context');
  },
  get sweep() {
    return trans.__('Look through threads');
  },
  get summary() {
    return trans.__('Small entries on one subject');
  },
  get relevance() {
    return trans.__('First reading of what entries mean');
  },
  get code() {
    return trans.__('First reading of the code');
  }
};

export function JobCards(props: { jobs: JobsModel }): JSX.Element | null {
  const { shown } = props.jobs;
  return shown.length === 0 ? null : (
    <section className="cg-jobs" aria-label={trans.__('What is under way')}>
      {shown.map(job => (
        <JobCard key={job.id} job={job} onCancel={() => props.jobs.cancel(job.id)} />
      ))}
    </section>
  );
}

function JobCard(props: { job: ShownJob; onCancel: () => Promise<void> }): JSX.Element {
  const { job } = props;
  const id = useId();
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const cancel = (): void => {
    setAsked(true);
    props.onCancel().catch((error: unknown) => {
      setAsked(false);
      setProblem(Problem.of(error));
    });
  };
  const running = job.state === 'running';
  return (
    <div className="cg-job" data-testid="cg-job" data-kind={job.kind}>
      <div className="cg-row">
        <span id={id} className="cg-job-name">
          {NAMES[job.kind]}
        </span>
        {running && job.cancellable && (
          <Button
            label={asked ? trans.__('Cancelling…') : trans.__('Cancel')}
            title={trans.__('End it: nothing is left half done')}
            testId="cg-job-cancel"
            disabled={asked}
            onClick={cancel}
          />
        )}
      </div>
      {running && <Bar job={job} labelledBy={id} />}
      <div className="cg-muted" role={running ? undefined : 'status'}>
        {running ? progressOf(job) : endOf(job)}
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

/** How far it is; without a total it only says that it goes on. */
function Bar(props: { job: ShownJob; labelledBy: string }): JSX.Element {
  const { done, total } = props.job;
  const known = total !== null && total > 0;
  const share = known ? Math.min(1, done / total) : 0;
  return (
    <div
      className={`cg-progress${known ? '' : ' cg-mod-open'}`}
      role="progressbar"
      aria-labelledby={props.labelledBy}
      aria-valuemin={0}
      aria-valuemax={known ? total : undefined}
      aria-valuenow={known ? done : undefined}
      aria-valuetext={progressOf(props.job)}
    >
      <span style={{ ['--cg-part' as string]: share.toFixed(3) }} />
    </div>
  );
}

function progressOf({ done, total, left, said }: ShownJob): string {
  const parts = [
    total === null || total === 0 ? '' : trans.__('%1 of %2', done, total),
    left === null ? '' : leftOf(left),
    said
  ];
  return parts.filter(part => part !== '').join(', ') || trans.__('Under way…');
}

/** Milliseconds as people say them: no more exact than an estimate is. */
function leftOf(left: number): string {
  const seconds = Math.ceil(left / 1000);
  return seconds < 60
    ? trans._n('about %1 second left', 'about %1 seconds left', seconds)
    : trans._n(
        'about %1 minute left',
        'about %1 minutes left',
        Math.round(seconds / 60)
      );
}

function endOf(job: ShownJob): string {
  if (job.state === 'failed') {
    return trans.__('It failed. %1', job.said).trim();
  }
  return job.total !== null && job.done > 0 && job.kind === 'run'
    ? trans.__('Cancelled; %1 of %2 were done and are kept.', job.done, job.total)
    : trans.__('Cancelled; nothing was changed.');
}
