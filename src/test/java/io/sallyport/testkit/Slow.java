package io.sallyport.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Takes long for what it may find: a long random run, processes that are killed, another Redis than
 * a single one. {@code ./mvnw verify} leaves it out, {@code ./mvnw verify -Dslow} runs nothing
 * else.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("slow")
public @interface Slow {}
