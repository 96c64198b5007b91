/** An error as people read it: what happened and what to do next; and loading as a tagged union. */

/** The code of a Problem where no answer came at all. */
export const UNREACHABLE = 'network';

/** A value that was kept back: its mark (which tells nobody the value), and what found it. */
export interface KeptBack {
  readonly mark: string;
  readonly rule: string;
  readonly label: string;
}

export class Problem extends Error {
  constructor(
    message: string,
    readonly remedy: string = '',
    readonly code: string = 'error',
    readonly status: number = 0,
    /** What was kept back and may be no secret: the owner can be asked to allow it. */
    readonly kept: readonly KeptBack[] = []
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** Whether it may be over soon: no answer came, or the server could not give one just then. */
  get passing(): boolean {
    return this.code === UNREACHABLE || this.status >= 500 || this.status === 429;
  }

  /** Any thrown value as a Problem. */
  static of(error: unknown): Problem {
    if (error instanceof Problem) {
      return error;
    }
    return new Problem(error instanceof Error ? error.message : String(error));
  }
}

export type Loadable<T> =
  | { readonly tag: 'pending' }
  | { readonly tag: 'ready'; readonly value: T }
  | { readonly tag: 'error'; readonly problem: Problem };

export const PENDING: { readonly tag: 'pending' } = { tag: 'pending' };

export function ready<T>(value: T): Loadable<T> {
  return { tag: 'ready', value };
}

export function failed(error: unknown): { tag: 'error'; problem: Problem } {
  return { tag: 'error', problem: Problem.of(error) };
}

/** What an asynchronous function returns, or why it threw. */
export async function attempt<T>(work: () => Promise<T>): Promise<Loadable<T>> {
  try {
    return ready(await work());
  } catch (error) {
    return failed(error);
  }
}

/** Whether trying again may help by itself. */
export function mayPass(loaded: Loadable<unknown>): boolean {
  return loaded.tag === 'error' && loaded.problem.passing;
}
