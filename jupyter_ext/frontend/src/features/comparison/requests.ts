/** Requests about one comparison. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { ListedComparison, RecordAnswer } from '../../api/wire/types';
import { readComparison } from './guards';
import type {
  Comparison,
  ComparisonAct,
  ComparisonCommand,
  Deciding,
  FileDiff,
  OptionText
} from './wire';

/** All comparisons, newest first. */
export async function fetchComparisons(
  server: Server
): Promise<readonly ListedComparison[]> {
  return (await server.get('/comparisons')).comparisons;
}

const ONE = '/comparisons/{comparison_id}';

export class ComparisonRequests {
  constructor(
    private readonly _server: Server,
    readonly id: string
  ) {}

  async comparison(): Promise<Comparison> {
    const { comparison } = await this._server.get(ONE, { ids: this._ids });
    return readComparison(comparison);
  }

  async optionText(option: string, version: string): Promise<OptionText> {
    const ids = { ...this._ids, option_id: option };
    return this._server.get(`${ONE}/options/{option_id}`, { ids, query: { version } });
  }

  async diff(from: string, to: string): Promise<readonly FileDiff[]> {
    const query = { from, to };
    return (await this._server.get(`${ONE}/diff`, { ids: this._ids, query })).files;
  }

  /** The table as a text to keep elsewhere. */
  async table(format: 'csv' | 'md'): Promise<string> {
    return this._server.text(`${ONE}/table`, { ids: this._ids, query: { format } });
  }

  /** The comparison with its minutes, as one file of HTML. */
  async page(): Promise<string> {
    return this._server.text(`${ONE}/page`, { ids: this._ids });
  }

  /** Do something around the comparison; the answer is the comparison after it. */
  async act(act: ComparisonAct): Promise<Comparison> {
    return readComparison((await this._server.post(ONE, act, this._ids)).comparison);
  }

  /** The decision record that this would write; nothing is written. */
  async record(act: Deciding): Promise<RecordAnswer> {
    return this._server.post(`${ONE}/record`, act, this._ids);
  }

  async command(command: ComparisonCommand): Promise<void> {
    await this._server.command({ ...command, comparison: this.id });
  }

  private get _ids(): { comparison_id: string } {
    return { comparison_id: this.id };
  }
}
