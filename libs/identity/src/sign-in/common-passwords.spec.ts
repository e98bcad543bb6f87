import { isCommon } from './common-passwords.js';

describe('a password that everybody thinks of', () => {
  it.each([
    '1234567890',
    '0987654321',
    'aaaaaaaaaaaa',
    'abababababab',
    '12341234123412',
    'qwertyuiop',
    'asdfghjkl123',
    '1qaz2wsx3edc',
    '1q2w3e4r5t6y',
    'password123!',
    'P@ssw0rd2024',
    'Admin@123456',
    'woaini1314520',
    'Welcome2026!',
    'abc123456789',
    '20260101admin',
    '１２３４５６７８９０',
    'iloveyou5201314',
    '!QAZ1qaz2wsx',
    '6666688888',
  ])('is common: %s', (password) => {
    expect(isCommon(password)).toBe(true);
  });

  it.each([
    'correct horse battery',
    'another long one',
    'Zheng-Gai-2026-tai-zhang',
    '七月流火九月授衣',
    'kV7mTq2xRw9Lb',
  ])('is not: %s', (password) => {
    expect(isCommon(password)).toBe(false);
  });
});
