# What TheGradient says.
# $longest is the parameter's slope that is the largest in size, $largest its value; $rate the learning rate.
# $scale says whether strips are drawn smaller before they turn.

claim = { $some ->
        [none] All the slopes together are one vector; where it is zero, nothing says what to change.
       *[some] All the slopes together are one vector, and it says what to change first.
    }

hang_the_slopes = Every weight and every bias has its own slope{ $over ->
        [several] , averaged over all { $examples } examples
        [held] , with the neurons beside the chain held still
       *[one] {""}
    }. Negative slopes are hollow, positive slopes are solid. Here are all { $count }.

make_it_one_vector = Together they are one vector, the gradient ∇C. { $some ->
        [none] Here every slope is zero: nothing says what to change.
       *[some] The longest strip shows what to change first: { $longest } = { $largest }.
    }

turn_against_the_slopes = To lower the cost, go against each slope. { $scale ->
        [smaller] First all strips are drawn smaller, to make room on the other side.{" "}
       *[same] {""}
    }{ $whole ->
        [whole] Each strip is turned round. The learning rate is { $rate }: the step is as long as the slope.
       *[part] Each strip is multiplied by { $rate }, the learning rate, and turned round: this is the step.
    }{ $biases ->
        [stay] {" "}The biases stay where they are.
       *[move] {""}
    }

take_one_step = { $goes ->
        [nothing] Nothing moves: the cost stays at { $after }.
        [rises] All change together, each by its own amount. Run the network again: the cost rises from { $before } to { $after }. This step was too long.
        [stays] All change together, each by its own amount. Run the network again: the cost stays at { $after }.
       *[falls] All change together, each by its own amount. Run the network again: the cost falls from { $before } to { $after }.
    }
    .asks = How much is added to each weight in one step?

take_more_steps = { $onward ->
        [nothing] Going on does not change that: after { $more } more steps the cost is { $later }.
       *[some] Then take the slopes anew and step again. After { $more } more steps the cost is { $later }.
    }

# On screen, below the bars, and on the edge where layers are left out.
steps = steps
layers = { $gap ->
        [one] { $gap } layer
       *[other] { $gap } layers
    }
