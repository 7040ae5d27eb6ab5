// Orders of a shop: confirms, returns, consumers and their cancellation, refusals.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

const patience = 20 * time.Second

func main() {
	connection, err := amqp.Dial(os.Getenv("AMQP_URL"))
	check(err)
	greeting(connection)
	confirms(connection)
	returns(connection)
	consumer(connection)
	cancelledByServer(connection)
	headers(connection)
	refusals(connection)
	check(connection.Close())
	fmt.Println("closed")
}

func greeting(connection *amqp.Connection) {
	properties := connection.Properties
	fmt.Println(properties["product"], properties["version"])
	capabilities := properties["capabilities"].(amqp.Table)
	names := make([]string, 0, len(capabilities))
	for name := range capabilities {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Println(names)
	fmt.Println("channels", connection.Config.ChannelMax, "frame", connection.Config.FrameSize,
		"heartbeat", connection.Config.Heartbeat)
}

func confirms(connection *amqp.Connection) {
	channel := open(connection)
	defer channel.Close()
	_, err := channel.QueueDeclare("orders", true, false, false, false, nil)
	check(err)
	check(channel.Confirm(false))
	var last *amqp.DeferredConfirmation
	for number := 0; number < 500; number++ {
		last, err = channel.PublishWithDeferredConfirm("", "orders", false, false, amqp.Publishing{
			DeliveryMode: amqp.Persistent,
			MessageId:    fmt.Sprint(number),
			Body:         []byte(fmt.Sprintf("order %d", number)),
		})
		check(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	acked, err := last.WaitContext(ctx)
	check(err)
	fmt.Println("last", last.DeliveryTag, "acked", acked)

	_, err = channel.QueueDeclare("full", true, false, false, false,
		amqp.Table{"x-max-length": 2, "x-overflow": "reject-publish"})
	check(err)
	for number := 0; number < 4; number++ {
		confirmation, err := channel.PublishWithDeferredConfirm("", "full", false, false,
			amqp.Publishing{Body: []byte("box")})
		check(err)
		acked, err := confirmation.WaitContext(ctx)
		check(err)
		fmt.Println("box", number, "acked", acked)
	}
	left, err := channel.QueueDelete("full", false, false, false)
	check(err)
	fmt.Println("deleted with", left)
}

func returns(connection *amqp.Connection) {
	channel := open(connection)
	defer channel.Close()
	check(channel.Confirm(false))
	returned := channel.NotifyReturn(make(chan amqp.Return, 1))
	confirmed := channel.NotifyPublish(make(chan amqp.Confirmation, 1))
	check(channel.Publish("amq.fanout", "nobody", true, false, amqp.Publishing{Body: []byte("lost")}))
	back := <-returned
	fmt.Println("returned", string(back.Body), back.ReplyCode, back.ReplyText, back.Exchange, back.RoutingKey)
	answer := <-confirmed
	fmt.Println("confirmed", answer.DeliveryTag, answer.Ack)
}

func consumer(connection *amqp.Connection) {
	channel := open(connection)
	defer channel.Close()
	check(channel.Qos(50, 0, false))
	deliveries, err := channel.Consume("orders", "clerk", false, false, false, false, nil)
	check(err)
	var last amqp.Delivery
	for number := 0; number < 50; number++ {
		last = receive(deliveries)
	}
	fmt.Println("50 came, last", string(last.Body), last.MessageId, last.ConsumerTag)
	check(last.Ack(true))
	for number := 0; number < 50; number++ {
		last = receive(deliveries)
	}
	check(channel.Cancel("clerk", false))
	_, open := <-deliveries
	fmt.Println("cancelled, more comes", open)
	check(last.Nack(true, true))
	again, _, err := channel.Get("orders", true)
	check(err)
	fmt.Println("again", string(again.Body), again.Redelivered, again.MessageCount)
	queue, err := channel.QueueInspect("orders")
	check(err)
	fmt.Println(queue.Messages, "ready,", queue.Consumers, "consumers")
}

func cancelledByServer(connection *amqp.Connection) {
	channel := open(connection)
	defer channel.Close()
	_, err := channel.QueueDeclare("closing", true, false, false, false, nil)
	check(err)
	cancelled := channel.NotifyCancel(make(chan string, 1))
	deliveries, err := channel.Consume("closing", "watcher", true, false, false, false, nil)
	check(err)
	other := open(connection)
	_, err = other.QueueDelete("closing", false, false, false)
	check(err)
	fmt.Println("the server cancelled", <-cancelled)
	_, open := <-deliveries
	fmt.Println("more comes", open, "channel closed", channel.IsClosed())
}

func headers(connection *amqp.Connection) {
	channel := open(connection)
	defer channel.Close()
	queue, err := channel.QueueDeclare("", false, false, true, false, nil)
	check(err)
	sent := amqp.Publishing{
		Headers: amqp.Table{
			"byte": byte(200), "int8": int8(-7), "int16": int16(-300), "int32": int32(70000), "int64": int64(1) << 60,
			"float32": float32(0.25), "float64": -1e300, "decimal": amqp.Decimal{Scale: 3, Value: 12345},
			"yes": true, "nothing": nil, "text": "größe", "bytes": []byte{0, 1, 255},
			"at": time.Unix(1700000000, 0).UTC(), "list": []interface{}{int32(1), "two", amqp.Table{"three": int32(3)}},
		},
		ContentType: "application/json", ContentEncoding: "gzip", Priority: 3, CorrelationId: "c", ReplyTo: "r",
		Expiration: "60000", MessageId: "m", Timestamp: time.Unix(1700000000, 0), Type: "t", UserId: "guest", AppId: "a",
		Body: make([]byte, 400000),
	}
	check(channel.Publish("", queue.Name, false, false, sent))
	got, ok, err := channel.Get(queue.Name, true)
	check(err)
	fmt.Println(ok, len(got.Body), got.ContentType, got.ContentEncoding, got.Priority, got.CorrelationId, got.ReplyTo,
		got.Expiration, got.MessageId, got.Timestamp.Unix(), got.Type, got.UserId, got.AppId, got.DeliveryMode)
	names := make([]string, 0, len(got.Headers))
	for name := range got.Headers {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		value := got.Headers[name]
		if at, isTime := value.(time.Time); isTime {
			value = at.Unix()
		}
		fmt.Printf("  %s = %v (%T)\n", name, value, got.Headers[name])
	}
	_, ok, err = channel.Get(queue.Name, true)
	check(err)
	fmt.Println("one more", ok)
}

func refusals(connection *amqp.Connection) {
	refused(connection, "missing queue", func(channel *amqp.Channel) error {
		_, err := channel.QueueDeclarePassive("nowhere", true, false, false, false, nil)
		return err
	})
	refused(connection, "inequivalent", func(channel *amqp.Channel) error {
		_, err := channel.QueueDeclare("orders", true, false, false, false, amqp.Table{"x-expires": 1000})
		return err
	})
	refused(connection, "missing exchange", func(channel *amqp.Channel) error {
		closed := channel.NotifyClose(make(chan *amqp.Error, 1))
		check(channel.Publish("nowhere", "key", false, false, amqp.Publishing{}))
		return <-closed
	})
	refused(connection, "unknown tag", func(channel *amqp.Channel) error {
		closed := channel.NotifyClose(make(chan *amqp.Error, 1))
		check(channel.Ack(12, false))
		return <-closed
	})
	refused(connection, "not empty", func(channel *amqp.Channel) error {
		_, err := channel.QueueDelete("orders", false, true, false)
		return err
	})
	channel := open(connection)
	defer channel.Close()
	left, err := channel.QueueDelete("orders", false, false, false)
	check(err)
	fmt.Println("deleted with", left)
}

func refused(connection *amqp.Connection, name string, ask func(*amqp.Channel) error) {
	channel := open(connection)
	defer channel.Close()
	fmt.Println(name+":", ask(channel))
}

func receive(deliveries <-chan amqp.Delivery) amqp.Delivery {
	select {
	case delivery := <-deliveries:
		return delivery
	case <-time.After(patience):
		panic("nothing came")
	}
}

func open(connection *amqp.Connection) *amqp.Channel {
	channel, err := connection.Channel()
	check(err)
	return channel
}

func check(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}
