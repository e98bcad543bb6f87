import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { inStandardForm, IsDocumentNumber } from './document-number.js';

class Paper {
  @IsDocumentNumber() whole!: string;
  @IsDocumentNumber({ underAHead: true }) headed!: string;
}

const taken = (whole: unknown, headed: unknown = '〔2026〕3号') => {
  const paper = plainToInstance(Paper, { whole, headed });
  return { refused: validateSync(paper).map(({ property, constraints }) => [property, constraints]) };
};

describe('the number of a document', () => {
  it.each(['党发[2026]3号', '党发(2026)3号', '党发（2026）3号', '党发【2026】3号', ' 党发 〔２０２６〕 3 号 '])(
    'is kept in the brackets of the standard: %s',
    (typed) => expect([taken(typed).refused, inStandardForm(typed)]).toEqual([[], '党发〔2026〕3号']),
  );

  it.each([
    'abc',
    '3号',
    '党发2026年3号',
    '党发〔26〕3号',
    '党发〔2026〕03号',
    '党发〔2026〕第3号',
    '〔2026〕3号',
    '',
    7,
    null,
  ])('is refused when it is none, and the sentence shows its form: %s', (typed) => {
    const [[property, constraints]] = taken(typed).refused as [[string, Record<string, string>]];
    expect(property).toBe('whole');
    expect(constraints['matches'] ?? constraints['isDocumentNumber']).toContain('党发〔2026〕3号');
  });

  it('may leave out who issues it where the head of the paper says so', () => {
    expect([taken('党发〔2026〕3号', '(2026)3号').refused, inStandardForm('(2026)3号')]).toEqual([[], '〔2026〕3号']);
    expect(taken('党发〔2026〕3号', '3号').refused).toHaveLength(1);
  });
});
