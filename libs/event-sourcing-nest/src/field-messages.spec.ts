import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { fieldErrors } from './bad-shape.js';

class Inner {
  @IsInt() number!: number;
}

class Form {
  @IsUUID('loose') id = 7;
  @IsString() @MinLength(3) @MaxLength(5) text = 7;
  @MinLength(3) few = 'a';
  @MaxLength(2) many = 'abc';
  @IsInt() @Min(1) @Max(9) count = '3';
  @IsInt() @Max(9) fraction = 9.5;
  @IsString({ each: true }) texts = [7];
  @IsInt() @Min(-2) whole = -5;
  @Max(12) most = 40;
  @IsNumber() part = '1';
  @IsBoolean() open = 'yes';
  @IsNotEmpty() filled = '';
  @IsObject() thing = 1;
  @IsArray() list = 1;
  @ArrayMinSize(2) @ArrayUnique() short = [1];
  @ArrayMaxSize(1) @ArrayUnique() long = [1, 1];
  @Matches(/^a$/) letter = 'b';
  @ValidateNested() @Type(() => Inner) inner = plainToInstance(Inner, { number: 'x' });
}

const messages = Object.groupBy(fieldErrors(validateSync(new Form())), ({ field }) => field);
const of = (field: string) => messages[field]!.map(({ message }) => message).sort();

describe('what is wrong with a field', () => {
  it('is said in Chinese first, then in English, for every rule in use', () => {
    const told = Object.values(messages).flatMap((errors) => errors!);
    expect(told).toHaveLength(20);
    for (const { message } of told) {
      expect(message).toMatch(/^\w+ .*\p{Script=Han}.* \/ [a-z]/iu);
      expect(message).not.toContain('不符合要求');
    }
  });

  it('says nothing else of a value of another kind', () => {
    expect(of('text')).toEqual(['text 须为文字 / must be a string']);
    expect(of('count')).toEqual(['count 须为整数 / must be an integer number']);
    expect(of('fraction')).toHaveLength(2);
  });

  it('names the bound in both', () => {
    expect(of('most')).toEqual(['most 不得大于 12 / must not be greater than 12']);
    expect(of('whole')).toEqual(['whole 不得小于 -2 / must not be less than -2']);
    expect(of('short')).toEqual(['short 至少须有 2 项 / must contain at least 2 elements']);
    expect(of('many')).toEqual(['many 不得超过 2 个字符 / must be shorter than or equal to 2 characters']);
    expect(of('inner.number')).toEqual(['number 须为整数 / must be an integer number']);
  });
});
