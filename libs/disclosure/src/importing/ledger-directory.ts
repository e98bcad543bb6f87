import { foldedName } from '#contracts';
import { HoldPost, RegisterPerson, RegisterUnit } from '#identity';
import type { Named } from '#rectification';
import { inTurns } from '../reporting/in-turns.js';
import type { LedgerPerson, LedgerReading } from '../reading/ledger/reading.js';
import type { KnownPerson } from './import-request.js';
import type { PlannedCommands } from './planned-commands.js';
import { refusal } from './refusal.js';

/** What a ledger calls whoever answers for an issue; stands in where it names no post. */
const HANDLER = '责任人';

/** Units and people of a ledger by name, however it is written: those registered already, and the others registered by this import. */
export class LedgerDirectory {
  readonly #units = new Map<string, Named & { readonly dissolved: boolean }>();
  readonly #people = new Map<string, Named>();
  readonly #described: ReadonlyMap<string, LedgerPerson>;

  private constructor(
    private readonly planned: PlannedCommands,
    people: readonly LedgerPerson[],
    private readonly since: string,
  ) {
    this.#described = new Map(people.map((person) => [foldedName(person.name), person]));
  }

  static async of(planned: PlannedCommands, reading: LedgerReading, since: string): Promise<LedgerDirectory> {
    const directory = new LedgerDirectory(planned, reading.people, since);
    await inTurns(reading.units, (name) => directory.unit(name));
    await inTurns(reading.people, ({ name }) => directory.person(name));
    directory.#tellPresumedPosts(reading);
    return directory;
  }

  unit(name: string): Named {
    const { id } = this.#units.get(foldedName(name)) ?? this.#foundUnit(name);
    return { id, name };
  }

  person(name: string): Named {
    const found = this.#people.get(foldedName(name)) ?? this.#foundPerson(name);
    this.#people.set(foldedName(name), found);
    return found;
  }

  #foundUnit(name: string): Named & { readonly dissolved: boolean } {
    const known = this.planned.request.known.units.get(foldedName(name)) ?? [];
    const inUse = known.find(({ dissolved }) => !dissolved) ?? known[0];
    const id = inUse?.id ?? this.planned.idOf(`unit/${name}`);
    if (!inUse) this.planned.add(RegisterUnit, {}, { id, name, effectiveOn: this.since });
    const found = { id, name, dissolved: inUse?.dissolved ?? false };
    this.#units.set(foldedName(name), found);
    return found;
  }

  #foundPerson(name: string): Named {
    const known = this.planned.request.known.people.get(foldedName(name)) ?? [];
    return known.length === 0 ? this.#registered(name) : { id: this.#chosen(name, known), name };
  }

  #registered(name: string): Named {
    const id = this.planned.idOf(`person/${name}`);
    this.planned.add(RegisterPerson, {}, { id, name, effectiveOn: this.since });
    const { unit: unitName, post = HANDLER } = this.#described.get(foldedName(name)) ?? {};
    if (unitName !== undefined) this.#appoint(id, unitName, post);
    return { id, name };
  }

  #appoint(id: string, unitName: string, post: string): void {
    const unitId = this.unit(unitName).id;
    const { dissolved } = this.#units.get(foldedName(unitName))!;
    if (dissolved) return;
    this.planned.add(HoldPost, {}, { id, unitId, post, from: this.since, effectiveOn: this.since });
  }

  /** Two persons taken for one, or one for two, would break the separation of duties: doubt is refused. */
  #chosen(name: string, known: readonly KnownPerson[]): string {
    const unitName = this.#described.get(foldedName(name))?.unit;
    const unitId = unitName === undefined ? undefined : this.unit(unitName).id;
    const inUnit = known.filter(({ unitIds }) => unitId !== undefined && unitIds.includes(unitId));
    const [only] = known;
    if (inUnit.length === 1) return inUnit[0]!.id;
    if (known.length > 1) {
      const candidates = known.map(({ id }) => id);
      this.planned.refusals.push(refusal('import.person-ambiguous', { name, unit: unitName ?? null, candidates }));
    } else if (unitId !== undefined)
      this.planned.warn('person-in-another-unit', {}, `${name}已登记,但未在${unitName}任职;按已登记人员办理`);
    return only!.id;
  }

  #tellPresumedPosts({ people }: LedgerReading): void {
    const presumed = people.filter(({ name, unit, post }) => {
      return unit !== undefined && post === undefined && !this.planned.request.known.people.has(foldedName(name));
    });
    if (presumed.length === 0) return;
    const names = presumed.map(({ name, unit }) => `${name}(${unit})`).join('、');
    this.planned.warn('post-not-stated', {}, `台账未写职务,按“${HANDLER}”登记:${names}`);
  }
}
