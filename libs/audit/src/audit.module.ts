import { Module } from '@nestjs/common';
import { TrailController } from './http/trail.controller.js';

@Module({ controllers: [TrailController] })
export class AuditModule {}
