import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { must } from '../domain/commands.js';
import type { GuardedRequest } from '../rights/authentication.js';

/** Who sends the request, with the session that they send it in. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { authenticated } = context.switchToHttp().getRequest<GuardedRequest>();
  must(authenticated, 'sign-in.required');
  return authenticated;
});
