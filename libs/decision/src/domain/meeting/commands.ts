/** What may be sent to a meeting; for routes and acts, which never decide. */
export { PinAnew, PutOnAgenda, TakeOffAgenda } from './agenda.js';
export { type AttendanceBody, RecordAttendance } from './attendance.js';
export { OpenVote } from './balloting.js';
export { StateChairView } from './chair-view.js';
export { ConveneMeeting, forms, MoveMeeting } from './convening.js';
export { CorrectRecord } from './correction.js';
export { NoteDiscussion, RecuseMember, TakeUpItem } from './discussion.js';
export { DrawUpRecord, IssueSummary } from './drawing-up.js';
export { CancelMeeting, CloseMeeting, PutOffItem } from './ending.js';
export { OpenMeeting } from './opening.js';
export { DecideItem } from './outcome.js';
export { RecordItem } from './recording.js';
export { SignRecord } from './signing.js';
export { CastVote } from './vote.js';
