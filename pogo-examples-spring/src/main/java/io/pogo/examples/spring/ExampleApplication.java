package io.pogo.examples.spring;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.DistributedSupervisor;
import io.pogo.StartStopChild;
import io.pogo.View;
import io.pogo.spring.PogoChild;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application with three child types; the children are in {@code application.yml}. */
@SpringBootApplication
public class ExampleApplication {
    public static void main(String[] args) {
        SpringApplication.run(ExampleApplication.class, args);
    }

    /** A child that works in a loop, at the pace that its spec says. */
    @PogoChild("ticker")
    static class Ticker implements Child {
        @Override
        public void run(ChildContext context) throws Exception {
            while (!context.awaitStop(Duration.parse(context.argument("pause")))) {
                System.out.println(context.childId() + " ticks on " + context.nodeId());
            }
        }
    }

    /** A child that is only opened and closed. */
    @Bean
    @PogoChild("listener")
    StartStopChild listener() {
        return StartStopChild.of(() -> new ServerSocket(0));
    }

    /** A factory of children; its bean name is the child type. */
    @Bean
    ChildFactory sleeper() {
        return context -> run -> Thread.currentThread().join();
    }

    /** A page with the children of this node. */
    @RestController
    record Page(DistributedSupervisor supervisor) {
        @GetMapping("/")
        List<ChildInfo> children() {
            return supervisor.whichChildren(View.LOCAL);
        }
    }
}
