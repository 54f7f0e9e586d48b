package io.sallyport.testkit;

import io.quarkus.test.common.WithTestResource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Test classes that want the same {@link World} one after another: Quarkus starts a gateway for the
 * first, and keeps it until a class wants another world.
 */
public final class SameWorldTogether implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing(SameWorldTogether::world)
                .thenComparing(descriptor -> descriptor.getTestClass().getSimpleName()));
  }

  /** Empty for those that start their own gateways, or none. */
  private static String world(ClassDescriptor descriptor) {
    List<WithTestResource> resources =
        descriptor.findRepeatableAnnotations(WithTestResource.class).stream().toList();
    return resources.stream()
        .map(resource -> resource.value().getName() + Arrays.toString(resource.initArgs()))
        .sorted()
        .toList()
        .toString();
  }
}
