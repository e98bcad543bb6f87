import {
  DissolveUnit,
  type MoveFacts,
  MoveUnit,
  RegisterUnit,
  type RegistrationFacts,
  RenameUnit,
  unitDecider,
  type UnitNameFacts,
} from './unit.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import type { UnitEvent } from './events.js';

const given = givenDecider(unitDecider);
const unlike = { namesakes: [] };
const alike = { namesakes: [{ id: 'u2', name: '党政 办公室' }] };
const registered: UnitEvent = { type: 'UnitRegistered', data: { name: '党政办公室' } };
const dissolved: UnitEvent = { type: 'UnitDissolved', data: { name: '党政办公室' } };

describe('a unit that is not registered', () => {
  it('is registered under a parent', () => {
    const parent = { name: '街道党工委', dissolved: false };
    given()
      .when(
        informed<RegisterUnit, RegistrationFacts>(RegisterUnit, {
          ...unlike,
          name: '党政办公室',
          parentId: 'p',
          parent,
        }),
      )
      .thenEvents({ type: 'UnitRegistered', data: { name: '党政办公室', parentId: 'p' } });
  });

  it('is not registered under a parent that is unknown', () => {
    given()
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { ...unlike, name: '党政办公室', parentId: 'p' }))
      .thenRefused('unit.unknown', {
        field: 'parentId',
        unitId: 'p',
      });
  });

  it('is not registered under a parent that is dissolved', () => {
    const parent = { name: '街道党工委', dissolved: true };
    given()
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { ...unlike, name: '甲', parentId: 'p', parent }))
      .thenRefused('unit.dissolved');
  });

  it('is neither renamed nor dissolved', () => {
    given()
      .when(informed<RenameUnit, UnitNameFacts>(RenameUnit, { ...unlike, name: '乙' }))
      .thenRefused('unit.unknown');
    given()
      .when(commanded(DissolveUnit, { reason: '机构改革' }))
      .thenRefused('unit.unknown');
  });
});

describe('a registered unit', () => {
  it('stays quiet when registered the same way again, and refuses another name', () => {
    given(registered)
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { ...unlike, name: '党政办公室' }))
      .thenNothing();
    given(registered)
      .when(informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { ...unlike, name: '另一单位' }))
      .thenRefused('unit.exists');
  });

  it('keeps both names when renamed, and stays quiet about the name it has', () => {
    given(registered)
      .when(informed<RenameUnit, UnitNameFacts>(RenameUnit, { ...unlike, name: '综合办公室' }))
      .thenEvents({ type: 'UnitRenamed', data: { from: '党政办公室', to: '综合办公室' } });
    given(registered)
      .when(informed<RenameUnit, UnitNameFacts>(RenameUnit, { ...unlike, name: '党政办公室' }))
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
      .when(informed<RenameUnit, UnitNameFacts>(RenameUnit, { ...unlike, name: '乙' }))
      .thenRefused('unit.dissolved');
  });
});

describe('a unit of a name that another one has, however it is written,', () => {
  it('is refused with those that it may be, unless it is said to be another one', () => {
    const register = (more: object) =>
      informed<RegisterUnit, RegistrationFacts>(RegisterUnit, { name: '党政办公室', ...alike, ...more });
    const details = { field: 'name', name: '党政办公室', candidates: alike.namesakes };
    given().when(register({})).thenRefused('unit.same-name', details);
    given()
      .when(register({ distinct: true }))
      .thenEvents(registered);
  });

  it('is not renamed to it either', () => {
    const rename = (more: object) =>
      informed<RenameUnit, UnitNameFacts>(RenameUnit, { name: '党政 办公室', ...alike, ...more });
    given(registered).when(rename({})).thenRefused('unit.same-name', { field: 'name' });
    given(registered)
      .when(rename({ distinct: true }))
      .thenEvents({ type: 'UnitRenamed', data: { from: '党政办公室', to: '党政 办公室' } });
  });
});

describe('a unit under the wrong parent', () => {
  const under: UnitEvent = { type: 'UnitRegistered', data: { name: '综合科', parentId: 'p1' } };
  const before = { id: 'p1', name: '水务局' };
  const bureau = { id: 'p2', name: '农业局', dissolved: false };
  const move = (fields: { parentId?: string } & Partial<MoveFacts>) =>
    informed<MoveUnit, MoveFacts>(MoveUnit, { id: 'u1', reason: '录入错误', above: [], before, ...fields });

  it('is put under the right one, and history keeps both', () => {
    given(under)
      .when(move({ parentId: 'p2', above: [bureau] }))
      .thenEvents({ type: 'UnitMoved', data: { from: before, to: { id: 'p2', name: '农业局' } } });
    given(under)
      .when(move({}))
      .thenEvents({ type: 'UnitMoved', data: { from: before } });
  });

  it('stays quiet where it is', () => {
    given(under)
      .when(move({ parentId: 'p1', above: [{ ...before, dissolved: false }] }))
      .thenNothing();
  });

  it('is not put under one that is unknown or dissolved, nor below itself', () => {
    given(under)
      .when(move({ parentId: 'p9' }))
      .thenRefused('unit.unknown');
    given(under)
      .when(move({ parentId: 'p2', above: [{ ...bureau, dissolved: true }] }))
      .thenRefused('unit.dissolved', { field: 'parentId' });
    const own = { id: 'u1', name: '综合科', dissolved: false };
    given(under)
      .when(move({ parentId: 'p2', above: [bureau, own] }))
      .thenRefused('unit.below-itself', { field: 'parentId' });
    given(dissolved)
      .when(move({ parentId: 'p2', above: [bureau] }))
      .thenRefused('unit.unknown');
  });
});
