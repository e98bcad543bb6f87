import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ACTS, Asks, type DeclaredActs, routedIn } from '#event-sourcing-nest';
import { serverActs } from '../acts.js';
import { type RightsTold, rightTold } from '../rights-told.js';

@Controller('api/v1/rights')
@ApiTags('rights 权限')
export class RightsController {
  constructor(@Inject(ACTS) private readonly acts: DeclaredActs) {}

  /** Every act with who may do it, as a table and in words. */
  @Asks(serverActs.ListRights)
  list(): RightsTold {
    return { items: routedIn(this.acts).map(rightTold) };
  }
}
