import 'reflect-metadata';
import type { DomainEvent, Origin, Refusal, Result } from '@fuhua/kernel';
import { applyDecorators, Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { CommandContext, Handled, HandleRefusal } from '../../handle/index.ts';
import type { Reaction } from '../../reactions/index.ts';
import type { TopicReadable } from '../topic.ts';

/** A reaction to the topic of another service: all but what it does, which is a method of a controller. */
export interface TopicReaction<
  E extends DomainEvent = DomainEvent,
  R extends Refusal = Refusal,
> extends Omit<Reaction<E, R>, 'on' | 'react'> {
  readonly on: TopicReadable;
}

/** As a `.reaction.ts` file declares it, beside its controller. */
export function topicReaction<E extends DomainEvent, R extends Refusal>(
  definition: TopicReaction<E, R>,
): TopicReaction<E, R> {
  return definition;
}

export type Answer<R extends Refusal> = Result<Handled, R | HandleRefusal> | 'ignored';

/** As `Reaction.react`. Of an Observable the last value counts, once it has completed. */
type Hears<E extends DomainEvent, R extends Refusal> = (
  event: E & { readonly origin: Origin },
  context: CommandContext,
) => Promise<Answer<R>> | Observable<Answer<R>>;

/**
 * Nest's `@EventPattern` for a reaction to a topic. The pattern says what is heard; view, refusals and the way in which
 * its events are read travel beside it, typed, which the pattern alone cannot carry. The method is given the event and
 * the context of its one command.
 */
export function OnTopic<E extends DomainEvent, R extends Refusal>(definition: TopicReaction<E, R>) {
  const { group, types, on } = definition;
  const pattern = { topic: on.topic, category: on.category, types, group };
  const listens = applyDecorators(
    EventPattern(pattern, { reaction: definition }),
    UseFilters(ErrorsAsTheyAre),
  );
  return <M extends Hears<E, R>>(
    controller: object,
    method: string,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    Payload()(controller, method, 0);
    Ctx()(controller, method, 1);
    listens(controller, method, descriptor);
  };
}

/** Nest's own filter would put "Internal server error" in the place of an engine that does not answer. */
@Catch()
class ErrorsAsTheyAre implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
