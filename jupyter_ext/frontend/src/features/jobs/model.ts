/** What takes longer than a moment just now, as the server tells it; and asking for its end. */

import type { Server } from '../../api/server';
import type { JobView } from '../../api/wire/types';

/** Milliseconds for which nothing is shown: most jobs are over before. */
const MOMENT = 700;
/** Milliseconds for which it stands how a job ended that did not simply get done. */
const STANDS = 8_000;

/** A job as it is shown. */
export interface ShownJob extends JobView {
  /** When it was first heard of. */
  readonly since: number;
  /** When it ended; null while it goes on. */
  readonly until: number | null;
}

export class JobRequests {
  constructor(private readonly _server: Server) {}

  async jobs(): Promise<readonly JobView[]> {
    return (await this._server.get('/jobs')).jobs;
  }

  /** Throws a Problem. */
  async cancel(id: string): Promise<void> {
    await this._server.post('/jobs/{job_id}/cancel', {}, { job_id: id });
  }
}

export class JobsModel {
  constructor(
    private readonly _requests: Pick<JobRequests, 'jobs' | 'cancel'>,
    private readonly _changed: () => void,
    private readonly _now: () => number = Date.now,
    private readonly _later: (call: () => void, after: number) => void = (
      call,
      after
    ) => void window.setTimeout(call, after)
  ) {}

  /** What is worth showing: what goes on for longer than a moment, and what ended badly just now. */
  get shown(): readonly ShownJob[] {
    const now = this._now();
    return [...this._jobs.values()].filter(({ since, until }) =>
      until === null ? now - since >= MOMENT : now - until < STANDS
    );
  }

  /** After each connection: nothing was heard before it. */
  async load(): Promise<void> {
    try {
      const found = await this._requests.jobs();
      this._jobs.clear();
      found.forEach(job => this.put(job));
    } catch {
      // The panel says that the server can't be reached.
    }
  }

  put(job: JobView): void {
    const now = this._now();
    const known = this._jobs.get(job.id);
    const since = known?.since ?? now;
    if (job.state === 'running') {
      this._jobs.set(job.id, { ...job, since, until: null });
      if (known === undefined) {
        this._later(this._changed, MOMENT);
      }
    } else if (job.state === 'done' || now - since < MOMENT) {
      this._jobs.delete(job.id);
    } else {
      this._jobs.set(job.id, { ...job, since, until: now });
      this._later(() => this._forget(job.id), STANDS);
    }
    this._changed();
  }

  /** Throws a Problem. */
  async cancel(id: string): Promise<void> {
    await this._requests.cancel(id);
  }

  private _forget(id: string): void {
    this._jobs.delete(id);
    this._changed();
  }

  private readonly _jobs = new Map<string, ShownJob>();
}
