/** Requests about one comparison. Each throws a Problem when it fails. */

import { admit, field } from '../../api/answer';
import type { Server } from '../../api/server';
import { parseComparison, parseDiff, parseOptionText } from './guards';
import type {
  Comparison,
  ComparisonAct,
  ComparisonCommand,
  FileDiff,
  OptionText
} from './wire';

export class ComparisonRequests {
  constructor(
    private readonly _server: Server,
    readonly id: string
  ) {}

  async comparison(): Promise<Comparison> {
    return admit(
      parseComparison(field(await this._server.get(this._route()), 'comparison'))
    );
  }

  async optionText(option: string, version: string): Promise<OptionText> {
    const route = this._route(`options/${encodeURIComponent(option)}`);
    return admit(parseOptionText(await this._server.get(route, { version })));
  }

  async diff(from: string, to: string): Promise<FileDiff[]> {
    const answer = await this._server.get(this._route('diff'), { from, to });
    return parseDiff(field(answer, 'files'));
  }

  /** The table as a text to keep elsewhere. */
  async table(format: 'csv' | 'md'): Promise<string> {
    return this._server.text(this._route('table'), { format });
  }

  /** Do something around the comparison; the answer is the comparison after it. */
  async act(act: ComparisonAct): Promise<Comparison> {
    const answer = await this._server.post(this._route(), act);
    return admit(parseComparison(field(answer, 'comparison')));
  }

  async command(command: ComparisonCommand): Promise<void> {
    await this._server.command({ ...command, comparison: this.id });
  }

  private _route(part?: string): string {
    const base = `comparisons/${encodeURIComponent(this.id)}`;
    return part === undefined ? base : `${base}/${part}`;
  }
}
