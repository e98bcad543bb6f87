import { type EventTypeTexts, fact } from '#contracts';
import type { BulkEvent } from './domain/bulk/events.js';
import type { ReadingEvent } from './domain/reading/events.js';
import type { RefusalEvent } from './domain/refusal/events.js';

export const auditEventTypes: EventTypeTexts<(ReadingEvent | RefusalEvent | BulkEvent)['type']> = {
  SensitiveRead: fact('查阅敏感信息', 'Something sensitive was read'),
  MaterialExported: fact('导出材料', 'Material was exported'),
  RequestRefused: fact('办理被拒', 'A request was refused by rights or by a rule'),
  BulkTaken: fact('批量办理', 'Many commands came with one request'),
};
