import { Module } from '@nestjs/common';
import { Sights } from '#rectification';
import { TrailController } from './http/trail.controller.js';

@Module({ controllers: [TrailController], providers: [Sights] })
export class AuditModule {}
