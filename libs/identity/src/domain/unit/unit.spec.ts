import type { RegistrationFacts } from './decide.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { DissolveUnit, RegisterUnit, RenameUnit } from './commands.js';
import type { UnitEvent } from './events.js';
import { unitDecider } from './unit.js';

const given = givenDecider(unitDecider);
const registered: UnitEvent = { type: 'UnitRegistered', data: { name: '党政办公室' } };
const dissolved: UnitEvent = { type: 'UnitDissolved', data: { name: '党政办公室' } };

describe('a unit that is not registered', () => {
  it('is registered under a parent', () => {
    const parent = { name: '街道党工委', dissolved: false };
    given()
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { name: '党政办公室', parentId: 'p', parent }))
      .thenEvents({ type: 'UnitRegistered', data: { name: '党政办公室', parentId: 'p' } });
  });

  it('is not registered under a parent that is unknown', () => {
    given()
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { name: '党政办公室', parentId: 'p' }))
      .thenRefused('unit.unknown', {
        field: 'parentId',
        unitId: 'p',
      });
  });

  it('is not registered under a parent that is dissolved', () => {
    const parent = { name: '街道党工委', dissolved: true };
    given()
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { name: '甲', parentId: 'p', parent }))
      .thenRefused('unit.dissolved');
  });

  it('is neither renamed nor dissolved', () => {
    given()
      .when(commanded(RenameUnit, { name: '乙' }))
      .thenRefused('unit.unknown');
    given()
      .when(commanded(DissolveUnit, { reason: '机构改革' }))
      .thenRefused('unit.unknown');
  });
});

describe('a registered unit', () => {
  it('stays quiet when registered the same way again, and refuses another name', () => {
    given(registered)
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { name: '党政办公室' }))
      .thenNothing();
    given(registered)
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { name: '另一单位' }))
      .thenRefused('unit.exists');
  });

  it('keeps both names when renamed, and stays quiet about the name it has', () => {
    given(registered)
      .when(commanded(RenameUnit, { name: '综合办公室' }))
      .thenEvents({ type: 'UnitRenamed', data: { from: '党政办公室', to: '综合办公室' } });
    given(registered)
      .when(commanded(RenameUnit, { name: '党政办公室' }))
      .thenNothing();
  });

  it('is dissolved once', () => {
    given(registered)
      .when(commanded(DissolveUnit, { reason: '机构改革' }))
      .thenEvents(dissolved);
    given(registered, dissolved)
      .when(commanded(DissolveUnit, { reason: '机构改革' }))
      .thenNothing();
  });
});

describe('a dissolved unit', () => {
  it('is not renamed', () => {
    given(registered, dissolved)
      .when(commanded(RenameUnit, { name: '乙' }))
      .thenRefused('unit.dissolved');
  });
});
