import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Reaction, Reactions } from '../../reactions/index.ts';
import type { TopicReaction } from './on-topic.ts';

/**
 * Nest's way to the topics: what controllers declare by `@OnTopic` is run like any other reaction, over the service's
 * copy of the topic. The handler is awaited with all that it returns, so nothing that throws, early or late, has its
 * cursor moved.
 */
export class TopicStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('fuhua topics');
  /** The reactions report what fails, and health shows it. */
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly reactions: Pick<Reactions, 'add'>) {
    super();
  }

  /** Hands `callback` the error of a declaration that cannot be run. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.reactions.add(
        [...this.messageHandlers].map(([pattern, one]) => reactionOf(pattern, one)),
      );
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** The service's ports end what runs. */
  close(): void {
    this.messageHandlers.clear();
  }

  on(event: string): never {
    throw new TypeError(`topics have no events of their own: ${event}`);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as Nest declares it
  unwrap<T>(): T {
    return this.reactions as T;
  }
}

function reactionOf(pattern: string, handler: MessageHandler): Reaction {
  const { reaction } = (handler.extras ?? {}) as { readonly reaction?: TopicReaction };
  if (reaction === undefined) throw new TypeError(`declare it by @OnTopic: ${pattern}`);
  if (handler.next !== undefined) throw new TypeError(`two methods hear as ${reaction.group}`);
  return {
    ...reaction,
    react: async (event, context) => {
      const returned: unknown = await handler(event, context);
      const answer = isObservable(returned) ? await lastValueFrom(returned) : returned;
      if (isAnswer(answer)) return answer;
      throw new TypeError(`${reaction.group} answered neither a result nor 'ignored'`);
    },
  };
}

function isAnswer(answer: unknown): answer is Awaited<ReturnType<Reaction['react']>> {
  return answer === 'ignored' || (typeof answer === 'object' && answer !== null && 'ok' in answer);
}
