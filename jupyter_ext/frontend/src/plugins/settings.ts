/** The settings of the panel, live: every change counts at once. */

import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Choices } from './choices';
import { choicesOf } from './choices';
import { spoken } from './schema';

export class Settings {
  /** Loads the settings of `plugin`; without a registry the defaults hold. */
  constructor(registry: ISettingRegistry | null, plugin: string) {
    this.loaded = registry === null ? Promise.resolve() : this._load(registry, plugin);
  }

  /** Fulfilled when the member's choices are known, or can't be. */
  readonly loaded: Promise<void>;

  get choices(): Choices {
    return this._choices;
  }

  get changed(): ISignal<this, Choices> {
    return this._changed;
  }

  /** Choose something for this member, from now on. Without a registry nothing is kept. */
  async choose(name: keyof Choices, value: boolean): Promise<void> {
    await this._settings?.set(name, value);
  }

  private async _load(registry: ISettingRegistry, plugin: string): Promise<void> {
    registry.transform(plugin, {
      compose: found => found,
      fetch: found => ({ ...found, schema: spoken(found.schema) })
    });
    try {
      const settings = await registry.load(plugin);
      this._settings = settings;
      settings.changed.connect(this._read, this);
      this._read(settings);
    } catch (error) {
      console.error(
        'Common Ground: its settings can’t be read; the defaults hold.',
        error
      );
    }
  }

  private _read(settings: ISettingRegistry.ISettings): void {
    this._choices = choicesOf(settings.composite);
    this._changed.emit(this._choices);
  }

  private _settings: ISettingRegistry.ISettings | null = null;
  private _choices = choicesOf({});
  private readonly _changed = new Signal<this, Choices>(this);
}
