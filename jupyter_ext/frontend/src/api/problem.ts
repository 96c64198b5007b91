/** An error as people read it: what happened and what to do next; and loading as a tagged union. */

export class Problem extends Error {
  constructor(
    message: string,
    readonly remedy: string = '',
    readonly code: string = 'error',
    readonly status: number = 0
  ) {
    super(message);
    this.name = 'Problem';
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
