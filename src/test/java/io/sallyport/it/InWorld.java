package io.sallyport.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The {@link World} a {@link Scenario} takes place in. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Worlds.class)
@interface InWorld {

  /** What is configured otherwise than in every world. */
  Setting[] value() default {};

  World.Redis redis() default World.Redis.SINGLE;
}
