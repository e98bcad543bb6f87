import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Visibility } from '#rectification';
import { Readings } from './http/readings.js';
import { ReadingsInterceptor } from './http/readings.interceptor.js';
import { Refusals } from './http/refusals.js';
import { TrailController } from './http/trail.controller.js';

@Module({
  controllers: [TrailController],
  providers: [Visibility, Readings, Refusals, { provide: APP_INTERCEPTOR, useClass: ReadingsInterceptor }],
})
export class AuditModule {}
