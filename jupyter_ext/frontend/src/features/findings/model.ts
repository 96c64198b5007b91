/** What was found, live, with how it stands; pictures are fetched once, as they are looked at. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import type { Server } from '../../api/server';
import type {
  FindingCheckView,
  FindingsAnswer,
  SharedFindingView
} from '../../api/wire/types';
import { Fetched } from '../../feed/fetched';
import { download } from '../../ui/download';

export type Finding = SharedFindingView;
export type FindingCheck = FindingCheckView;

export class FindingsModel implements IDisposable {
  constructor(
    private readonly _server: Server,
    private readonly _changed: () => void
  ) {
    this._all = new Fetched(() => _server.get('/findings'), _changed);
  }

  get isDisposed(): boolean {
    return this._all.isDisposed;
  }

  get value(): Loadable<FindingsAnswer> {
    return this._all.value;
  }

  /** The picture's address; null while it is fetched, empty where there is none. */
  picture(id: string): string | null {
    const known = this._pictures.get(id);
    if (known === undefined) {
      this._pictures.set(id, null);
      void this._fetch(id);
    }
    return known ?? null;
  }

  /** Have it run again; what it gives comes with the finding. Throws a Problem. */
  async check(id: string): Promise<void> {
    await this._server.post('/findings/{finding}/check', {}, { finding: id });
  }

  /** Save it as a page. Throws a Problem. */
  async page(id: string): Promise<void> {
    const given = { ids: { finding: id } };
    const text = await this._server.text('/findings/{finding}/page', given);
    download(text, `finding-${id}.html`, 'text/html');
  }

  /** Save the cells that made it as a notebook. Throws a Problem. */
  async notebook(id: string): Promise<void> {
    const given = { ids: { finding: id } };
    const text = await this._server.text('/findings/{finding}/notebook', given);
    download(text, `finding-${id}.ipynb`, 'application/x-ipynb+json');
  }

  soon(): void {
    this._all.soon();
  }

  forget(): void {
    this._pictures.clear();
    this._all.forget();
  }

  dispose(): void {
    this._all.dispose();
  }

  private async _fetch(id: string): Promise<void> {
    try {
      const given = { ids: { finding: id } };
      const { address } = await this._server.get('/findings/{finding}/picture', given);
      this._pictures.set(id, address.startsWith('data:image/') ? address : '');
    } catch {
      this._pictures.delete(id); // fetched again when it is drawn the next time
      return;
    }
    this._changed();
  }

  private readonly _all: Fetched<FindingsAnswer>;
  private readonly _pictures = new Map<string, string | null>();
}
