import { forbidden, invalid, refused, unknown } from '../problem-texts.js';

export const handoverProblems = {
  'handover.unknown': unknown('该人员没有工作移交记录', 'This person has handed nothing over'),
  'handover.open-already': refused('该人员已有待接收的工作移交', 'A hand-over of this person is open already'),
  'handover.none-open': refused('没有待接收的工作移交', 'No hand-over of this person is open'),
  'handover.nothing-to-hand-over': refused('该人员没有在办工作', 'The person handles no open work'),
  'handover.to-the-same-person': invalid('不能移交给本人', 'Work is handed over to another person'),
  'handover.not-of-the-unit': refused('移交人未在该单位任职', 'Whoever hands over holds and held no post in this unit'),
  'handover.successor-not-of-the-unit': refused('接收人未在该单位任职', 'The successor holds no post in this unit'),
  'handover.still-in-post': forbidden(
    '移交人仍在职，须由本人签字移交',
    'Whoever is still in post signs the hand-over in person',
  ),
  'handover.not-unit-head': forbidden(
    '移交人已离职的，由其单位负责人代为移交',
    'For somebody gone the head of the unit hands over',
  ),
  'handover.not-the-successor': forbidden('须由接收人本人签字接收', 'Only the successor accepts or declines'),
  'handover.not-the-proposer': forbidden('须由提出移交的人撤回', 'Only whoever proposed the hand-over withdraws it'),
  'handover.same-person-signs-both': forbidden(
    '移交和接收不得由同一人或同一账号签字',
    'One person or one account never signs both sides of a hand-over',
  ),
  'handover.handler-changed-meanwhile': refused(
    '责任人在移交期间已变更',
    'Somebody else has become the handler since the hand-over was proposed',
  ),
} as const;
